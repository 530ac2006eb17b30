// Comforts at the desk; without this script everything works all the same. Words and addresses come with the page.

import { chooseFocalPoint, takeDroppedFiles } from "./desk/media.js";
import { chooseAll } from "./desk/choose.js";
import { pasteAsMarkdown } from "./desk/clipboard.js";
import { countCharacters } from "./desk/counter.js";
import { keep } from "./desk/kept.js";
import { guard } from "./desk/leaving.js";
import { sayMeanings } from "./desk/meaning.js";
import { bePresent } from "./desk/presence.js";
import { addPreviews } from "./desk/preview.js";
import { showProblems } from "./desk/problems.js";
import { tendRows } from "./desk/rows.js";
import { saveByKey } from "./desk/save.js";
import { suggest } from "./desk/suggest.js";
import { addToolbars } from "./desk/toolbar.js";

takeDroppedFiles();
chooseFocalPoint();
chooseAll();

const form = document.querySelector("form.edit");
if (form) {
    addToolbars(form);
    addPreviews(form);
    pasteAsMarkdown(form);
    sayMeanings(form);
    suggest(form);
    tendRows(form);
    countCharacters(form);
    guard(form, keep(form));
    bePresent(form);
    showProblems(form);
    saveByKey(form);
}
