"""The command line's commands, one module for each group of them, loaded when they are asked for."""
