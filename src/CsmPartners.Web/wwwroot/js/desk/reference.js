import { ask, fromTemplate, insertText, whenPaused } from "./page.js";

let dialog;
let found = [];

/** Asks which entry is meant and writes [[partner:kunstkamera]] into the text. */
export const askForReference = area => {
    dialog ??= make();
    const input = dialog.querySelector("input");
    input.value = "";
    dialog.returnValue = "";
    dialog.onclose = () => {
        area.focus();
        const chosen = dialog.returnValue === "insert" && match(input.value);
        if (chosen) {
            const words = area.value.slice(area.selectionStart, area.selectionEnd).trim();
            insertText(area, words ? `[[${chosen.reference}|${words}]]` : `[[${chosen.reference}]]`);
        }
    };
    dialog.showModal();
};

const match = typed => found.find(f => f.label === typed) ?? (found.length === 1 ? found[0] : null);

const look = async input => {
    const address = document.querySelector("form.edit").dataset.suggest;
    const typed = input.value;
    const answer = await ask(`${address}?kind=entry&q=${encodeURIComponent(typed)}`) ?? [];
    // An earlier answer may arrive after a later one.
    if (input.value !== typed) {
        return;
    }
    found = answer;
    input.list.replaceChildren(...found.map(f => new Option("", f.label)));
};

const make = () => {
    const made = fromTemplate("reference");
    const input = made.querySelector("input");
    const lookSoon = whenPaused(250, () => look(input));
    input.addEventListener("input", () => {
        input.setCustomValidity("");
        if (!found.some(f => f.label === input.value)) {
            lookSoon();
        }
    });
    made.querySelector("form").addEventListener("submit", async event => {
        if (event.submitter?.value === "cancel") {
            return;
        }
        event.preventDefault();
        if (!found.some(f => f.label === input.value)) {
            lookSoon.cancel();
            await look(input);
        }
        if (match(input.value)) {
            made.close("insert");
        } else {
            input.setCustomValidity(input.dataset.unknown);
            input.reportValidity();
        }
    });
    document.getElementById("content").append(made);
    return made;
};
