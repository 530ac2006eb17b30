import { fromTemplate, insertText } from "./page.js";
import { askForReference } from "./reference.js";

// Each command is a way to replace the selection of a text area.
const commands = {
    bold: area => wrap(area, "**"),
    italic: area => wrap(area, "*"),
    heading: area => prefix(area, "## "),
    list: area => prefix(area, "- "),
    link: area => {
        const words = selected(area);
        const isAddress = /^https?:\/\/\S+$/.test(words);
        const start = area.selectionStart;
        insertText(area, isAddress ? `[](${words})` : `[${words}](https://)`);
        // What is still to be typed: the words or the address.
        const caret = isAddress || words === "" ? start + 1 : area.selectionEnd - 1;
        area.setSelectionRange(caret, caret);
    },
    reference: area => askForReference(area),
};

const keys = { KeyB: "bold", KeyI: "italic", KeyK: "link" };

const selected = area => area.value.slice(area.selectionStart, area.selectionEnd);

/** Puts marks around the selection, or takes them away where they are. Spaces stay outside: "** a**" would not be bold. */
const wrap = (area, mark) => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const length = mark.length;
    const isMarked = start >= length && value.slice(start - length, start) === mark && value.slice(end, end + length) === mark
        && !(mark === "*" && value[start - 2] === "*" && value[start - 3] !== "*");
    if (isMarked) {
        const words = selected(area);
        area.setSelectionRange(start - length, end + length);
        insertText(area, words);
        area.setSelectionRange(start - length, end - length);
        return;
    }
    const [, before, words, after] = /^(\s*)([^]*?)(\s*)$/.exec(selected(area));
    insertText(area, `${before}${mark}${words}${mark}${after}`);
    const from = start + before.length + length;
    area.setSelectionRange(from, from + words.length);
};

/** Puts a mark before each line of the selection, or takes it away where all have it. */
const prefix = (area, mark) => {
    const { value } = area;
    const start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const next = value.indexOf("\n", Math.max(area.selectionEnd - (area.selectionEnd > area.selectionStart ? 1 : 0), start));
    const end = next < 0 ? value.length : next;
    const lines = value.slice(start, end).split("\n");
    const isMarked = lines.every(line => line === "" || line.startsWith(mark)) && lines.some(line => line !== "");
    const changed = lines.map(line => isMarked ? line.slice(line === "" ? 0 : mark.length) : line === "" && lines.length > 1 ? line : mark + line);
    // A heading and a list begin after a blank line.
    const gap = !isMarked && start > 1 && !value.slice(0, start).endsWith("\n\n") && !value.slice(0, start - 1).split("\n").pop().startsWith(mark) ? "\n" : "";
    area.setSelectionRange(start, end);
    insertText(area, gap + changed.join("\n"));
    const from = start + gap.length;
    const to = from + changed.join("\n").length;
    area.setSelectionRange(lines.length > 1 ? from : to, to);
};

/** One stop for Tab; the arrows go from button to button. */
const rove = bar => {
    const buttons = [...bar.querySelectorAll("button")];
    const stop = button => buttons.forEach(b => { b.tabIndex = b === button ? 0 : -1; });
    stop(buttons[0]);
    bar.addEventListener("keydown", event => {
        const at = buttons.indexOf(document.activeElement);
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
        if (to === undefined) {
            return;
        }
        event.preventDefault();
        const button = buttons[(to + buttons.length) % buttons.length];
        stop(button);
        button.focus();
    });
    bar.addEventListener("focusin", event => stop(event.target));
};

export const addToolbars = form => {
    for (const area of form.querySelectorAll("textarea[data-markdown]:not([data-markdown=''])")) {
        const bar = fromTemplate("toolbar");
        bar.setAttribute("aria-label", `${bar.getAttribute("aria-label")}, ${area.labels[0].querySelector("[lang]").textContent}`);
        bar.setAttribute("aria-controls", area.id);
        rove(bar);
        bar.addEventListener("click", event => commands[event.target.closest("button")?.dataset.do]?.(area));
        area.before(bar);
        area.addEventListener("keydown", event => {
            // By the key's place: under a Cyrillic layout B types «и».
            const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && keys[event.code];
            if (command) {
                event.preventDefault();
                commands[command](area);
            }
        });
    }
};
