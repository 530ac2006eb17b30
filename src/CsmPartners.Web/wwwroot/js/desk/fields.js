import { addRow } from "./rows.js";

const own = new Set(["__RequestVerificationToken", "MoreRows", "AddTo", "TakeTheirs"]);

/** Where a form stands: what is typed and ticked by name, with the rows' keys and the revision that it is on top of. */
export const read = form => state(form, now);

/** The same as the page came from the server, whatever the browser has put back since. */
export const readFresh = form => state(form, fresh);

const now = control => isTick(control) ? (control.checked ? control.value : "") : control.value;

const fresh = control => isTick(control) ? (control.defaultChecked ? control.value : "")
    : control.options ? ([...control.options].find(option => option.defaultSelected)?.value ?? "") : control.defaultValue;

const isTick = control => control.type === "checkbox" || control.type === "radio";

const state = (form, valueOf) => {
    const state = {};
    for (const control of form.elements) {
        const isKept = control.name && !own.has(control.name) && (control.type !== "hidden" || isFrame(control.name));
        const value = isKept && control.tagName !== "BUTTON" && valueOf(control);
        if (value) {
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
        if (isTick(control)) {
            control.checked = values.includes(control.value);
        } else {
            control.value = values[0] ?? "";
        }
    }
};
