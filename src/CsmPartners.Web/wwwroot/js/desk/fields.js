import { addRow } from "./rows.js";

const own = new Set(["__RequestVerificationToken", "MoreRows", "AddTo", "TakeTheirs"]);

/** Where a form stands: what is typed and ticked by name, with the rows' keys and the revision that it is on top of. */
export const read = form => {
    const state = {};
    for (const control of form.elements) {
        const isKept = control.name && !own.has(control.name) && (control.type !== "hidden" || isFrame(control.name));
        const value = control.type === "checkbox" || control.type === "radio" ? (control.checked ? control.value : "") : control.value;
        if (isKept && value && control.tagName !== "BUTTON") {
            (state[control.name] ??= []).push(value);
        }
    }
    return state;
};

// What a person does not type, but what belongs to it.
const isFrame = name => name === "Base" || name.endsWith(".Key");

/** For comparing: what a person has typed, whatever revision it is on top of. */
export const typed = state => JSON.stringify(Object.entries(state).filter(([name]) => !isFrame(name)).sort(([a], [b]) => a < b ? -1 : 1));

/** Puts a form into a state that was read before; rows that are not there yet are added. */
export const write = (form, state) => {
    for (const name of Object.keys(state)) {
        const [, list, index] = /^(\w+)\[(\d+)\]/.exec(name) ?? [];
        const rows = list && form.querySelector(`[data-rows="${list}"]`);
        while (rows && rows.querySelectorAll(":scope > .row").length <= Number(index)) {
            addRow(rows);
        }
    }
    for (const control of form.elements) {
        if (!control.name || own.has(control.name) || control.tagName === "BUTTON" || (control.type === "hidden" && !isFrame(control.name))) {
            continue;
        }
        const values = state[control.name] ?? [];
        if (control.type === "checkbox" || control.type === "radio") {
            control.checked = values.includes(control.value);
        } else {
            control.value = values[0] ?? "";
        }
    }
};
