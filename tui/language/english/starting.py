"""The first start, and the user's own settings."""

TEXTS = {
    # The first start
    "Börja": "Beginning",
    "Här finns inget register ännu.": "There is no register here yet.",
    "Ett register är en fil med era granskningar, rekommendationer och bedömningar, och med hela historiken.": (
        "A register is a file with your audits, recommendations and assessments, and with the whole history."
    ),
    "Skapa register": "Create register",
    "Skapar ett nytt, tomt register och öppnar det.": "Makes a new, empty register and opens it.",
    "Ett nytt, tomt register för er revision": "A new, empty one for your office",
    "Öppna register": "Open register",
    "Öppnar ett register som redan finns.": "Opens a register that there is already.",
    "En fil som redan finns": "A file that there is already",
    "Öva": "Practise",
    "Öva på övningsregistret": "Practice register",
    "Öppnar övningsregistret, om en påhittad kommun.": "Opens the practice register, about a made-up municipality.",
    "En påhittad kommun att pröva allt på": "A made-up municipality to try it on",
    "Övningsregistret görs i ordning …": "Making the practice register …",
    "Fortsätt": "Go on",
    "Skapar eller öppnar registret som formuläret beskriver.": ("Makes or opens the register that the form describes."),
    "Fil": "File",
    "Ditt namn": "Your name",
    "Revisionens namn står i dokumenten, ditt namn i historiken.": (
        "The office's name stands in the documents, yours in the history."
    ),
    "Mappen skapas.": "The folder will be made.",
    "Det är en mapp. Skriv också vad filen ska heta, till exempel register.db.": (
        "That is a folder. Also write what the file is to be called, for example register.db."
    ),
    "Skriv eller klistra in filens hela sökväg. En mapp går också, om den har ett enda register i sig.": (
        "Write or paste the whole path of the file. A folder will also do, if it has a single register in it."
    ),
    "Registret {path}, som öppnades senast, finns inte längre där. Har det flyttats, öppna det på nytt.": (
        "The register {path}, which was opened last, is no longer there. If it has moved, open it anew."
    ),
    # Settings
    "Inställningar": "Settings",
    "Det här i {path} används inte, och resten gäller:": "This in {path} is not used, and the rest applies:",
    "Rad {line}: {told}": "Line {line}: {told}",
    "Valet gäller nu, men gick inte att spara i {path} till nästa gång.": (
        "The choice applies now, but could not be saved in {path} for the next time."
    ),
    "Inställningarna i {path} går inte att läsa: {detail}. Standardvärden används.": (
        "The settings in {path} cannot be read: {detail}. Defaults are used."
    ),
    "Inställningarna i {path} är inte sparade som UTF-8. Standardvärden används; spara om filen.": (
        "The settings in {path} are not saved as UTF-8. Defaults are used; save the file again."
    ),
    "raden går inte att läsa, så den hoppades över. Text står inom citationstecken.": (
        "the line cannot be read, so it was skipped. Text stands within quotation marks."
    ),
    "ingen inställning heter ”{word}”.{nearest}": "no setting is called “{word}”.{nearest}",
    "inget kommando heter ”{word}”.{nearest}": "no command is called “{word}”.{nearest}",
    "ingen tangent heter ”{word}”.{nearest}": "no key is called “{word}”.{nearest}",
    "keys är en tabell: skriv [keys] på en egen rad.": "keys is a table: write [keys] on a line of its own.",
    "register är sökvägen till en fil, inom citationstecken.": (
        "register is the path of a file, within quotation marks."
    ),
    "{name} kan inte vara ”{word}”. Välj bland: {choices}.": ("{name} cannot be “{word}”. Choose among: {choices}."),
    "{command} ska ha en tangent, eller flera inom [ ], var och en inom citationstecken.": (
        "{command} is to have a key, or several within [ ], each within quotation marks."
    ),
    "{command} används där man skriver, så ”{key}” går inte. Välj till exempel f8 eller ctrl+g.": (
        "{command} is used where one writes, so “{key}” will not do. Choose for example f8 or ctrl+g."
    ),
    "{command} gäller också där man skriver, så ”{key}” går inte. Välj till exempel f8 eller ctrl+g.": (
        "{command} also applies where one writes, so “{key}” will not do. Choose for example f8 or ctrl+g."
    ),
    "”{key}” hör redan till {holder} ({name}). {command} behåller {old}; välj en annan tangent.": (
        "“{key}” belongs to {holder} ({name}) already. {command} keeps {old}; choose another key."
    ),
    # Where a register cannot be made
    "Registret {path} går inte att skapa: något på vägen dit är ingen mapp. Välj en annan plats.": (
        "The register {path} cannot be made: something on the way there is no folder. Choose another place."
    ),
    "Registret {path} går inte att skapa: du får inte skriva där. Välj en annan mapp.": (
        "The register {path} cannot be made: you may not write there. Choose another folder."
    ),
    "Registret {path} går inte att skapa: platsen är skrivskyddad. Välj en annan mapp.": (
        "The register {path} cannot be made: the place is write-protected. Choose another folder."
    ),
    "Registret {path} går inte att skapa: namnet är för långt. Välj ett kortare namn.": (
        "The register {path} cannot be made: the name is too long. Choose a shorter name."
    ),
    "Registret {path} går inte att skapa: {detail}. Välj en annan plats.": (
        "The register {path} cannot be made: {detail}. Choose another place."
    ),
}
