"""The register: what it means and where it is kept. No screen, no Word output."""
