"""The daily screen (F2): audits and recommendations; assess, comment, filter, group."""
