"""The theme of a Word file: the colours and fonts that its styles can refer to by role.

Our styles name their own, but Word expects every file to have a theme, and offers its colours to whoever edits it.
"""

FONT = "Arial"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
PART = "/word/theme/theme1.xml"

_COLOURS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "1F3864", "lt2": "D9E2F3", "accent1": "1F3864", "accent2": "2E7D32",
    "accent3": "B26A00", "accent4": "9C0006", "accent5": "5B6B86", "accent6": "404040", "hlink": "1F3864",
    "folHlink": "5B3A74",
}  # fmt: skip
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}<a:prstDash val="solid"/></a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme_xml() -> str:
    """The whole part `word/theme/theme1.xml`."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    fonts = "".join(
        f'<a:{use}Font><a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/></a:{use}Font>'
        for use in ("major", "minor")
    )
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Granska"><a:themeElements>'
        f'<a:clrScheme name="Granska">{colours}</a:clrScheme><a:fontScheme name="Granska">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="Granska"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )
