#!/usr/bin/env bash
# One draft with tracked changes, saved in two formats, is read as two texts, and neither is what the author sees.
# The usual Python reader of .docx loses what was inserted; the usual one of .odt brings back what was struck out.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install -q python-docx==1.2.0 odfpy==1.4.1 pypandoc_binary==1.17
npm install --silent --no-audit --no-fund --prefix "$place" docx@9.15.2 > /dev/null

# The draft said "mag zonder vergunning worden uitgevoerd"; a reviewer made it "mag niet worden uitgevoerd".
cat > write.mjs <<'JAVASCRIPT'
import { writeFileSync } from "node:fs";
import { DeletedTextRun, Document, InsertedTextRun, Packer, Paragraph, TextRun } from "docx";

const by = { author: "Toetser", date: "2026-11-30T10:00:00Z" };
const children = [
  new TextRun("De laser mag "),
  new DeletedTextRun({ id: 1, text: "zonder vergunning ", ...by }),
  new InsertedTextRun({ id: 2, text: "niet ", ...by }),
  new TextRun("worden uitgevoerd."),
];
const draft = new Document({ sections: [{ children: [new Paragraph({ children })] }] });
writeFileSync("draft.docx", await Packer.toBuffer(draft));
JAVASCRIPT
node write.mjs

echo "Expected: both give 'De laser mag niet worden uitgevoerd.', the text as it stands. ECMA-376 part 1, 17.13.5,"
echo "  and ODF 1.2 part 1, 5.5, keep struck-out text apart from it; pandoc reads both files so."
venv/bin/python - <<'PYTHON'
import sys

import docx
import pypandoc
from odf import dc, office, teletype, text
from odf.namespaces import TEXTNS, XMLNS
from odf.opendocument import OpenDocumentText, load

draft = OpenDocumentText()
changes = text.TrackedChanges(parent=draft.text)
for name, kind in (("c1", text.Deletion), ("c2", text.Insertion)):
    region = text.ChangedRegion(parent=changes, qattributes={(XMLNS, "id"): name, (TEXTNS, "id"): name})
    change = kind(parent=region)
    info = office.ChangeInfo(parent=change)
    info.addElement(dc.Creator(text="Toetser"))
    info.addElement(dc.Date(text="2026-11-30T10:00:00"))
    if name == "c1":
        change.addElement(text.P(text="zonder vergunning "))
line = text.P(parent=draft.text, text="De laser mag ")
line.addElement(text.Change(changeid="c1"))
line.addElement(text.ChangeStart(changeid="c2"))
line.addText("niet ")
line.addElement(text.ChangeEnd(changeid="c2"))
line.addText("worden uitgevoerd.")
draft.save("draft.odt")

word = [paragraph.text for paragraph in docx.Document("draft.docx").paragraphs]
odt = [teletype.extractText(paragraph) for paragraph in load("draft.odt").getElementsByType(text.P)]
print(f"Seen:\n  python-docx 1.2.0, draft.docx: {word}\n  odfpy 1.4.1, draft.odt:        {odt}")
for name in ("draft.docx", "draft.odt"):
    print(f"  pandoc {pypandoc.get_pandoc_version()}, {name}: {pypandoc.convert_file(name, 'plain').strip()!r}")
if word != ["De laser mag worden uitgevoerd."] or odt[0] != "zonder vergunning ":
    sys.exit("No longer so.")
PYTHON
echo "Why it matters: drafts come with tracked changes, and ODF is a mandatory standard of Dutch government. A search"
echo "  index, a classifier or a summary then works on a text that permits what the author forbids, or on words that"
echo "  were taken out for good reason. No error tells. Read by pandoc, or accept the changes before reading."
