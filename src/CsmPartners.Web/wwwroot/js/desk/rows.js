import { fromTemplate } from "./page.js";

const controls = row => [...row.querySelectorAll("input, select, textarea")];

/** A further row of a list, a copy of its last one, empty. */
export const addRow = rows => {
    const list = rows.dataset.rows;
    const all = rows.querySelectorAll(":scope > .row");
    const row = all[all.length - 1].cloneNode(true);
    const from = all.length - 1;
    row.hidden = false;
    for (const leftover of row.querySelectorAll(".error, .clash, .row-remove, .counter, datalist")) {
        leftover.remove();
    }
    for (const element of row.querySelectorAll("*")) {
        for (const name of ["id", "for", "name", "list"]) {
            const value = element.getAttribute(name);
            if (value) {
                element.setAttribute(name, value.replace(`${list}[${from}]`, `${list}[${all.length}]`).replace(`${list}-${from}`, `${list}-${all.length}`));
            }
        }
        element.removeAttribute("aria-invalid");
        if (element.matches("output")) {
            element.value = "";
        }
    }
    row.querySelectorAll("img").forEach(image => image.remove());
    for (const control of controls(row)) {
        control.removeAttribute("aria-describedby");
        if (["media", "person", "venue"].includes(control.dataset.help)) {
            control.removeAttribute("list");
        }
        empty(control);
    }
    rows.append(row);
    offerRemoval(row);
    return row;
};

const empty = control => {
    if (control.type === "checkbox") {
        control.checked = false;
    } else {
        control.value = "";
    }
};

const said = row => row.dispatchEvent(new Event("input", { bubbles: true }));

const offerRemoval = row => {
    const button = fromTemplate("row");
    button.addEventListener("click", () => {
        // The row's key stays: a revision knows its rows by it.
        const before = controls(row).filter(c => c.type !== "hidden").map(control => [control, control.type === "checkbox" ? control.checked : control.value]);
        before.forEach(([control]) => empty(control));
        const gone = fromTemplate("row-gone");
        gone.querySelector("button").addEventListener("click", () => {
            for (const [control, value] of before) {
                control[control.type === "checkbox" ? "checked" : "value"] = value;
            }
            gone.remove();
            row.hidden = false;
            button.focus();
            said(row);
        });
        row.after(gone);
        row.hidden = true;
        gone.querySelector("button").focus();
        said(gone);
    });
    row.append(button);
};

/** Rows come and go without a journey to the server; removed ones can be brought back until the page is left. */
export const tendRows = form => {
    for (const rows of form.querySelectorAll("[data-rows]")) {
        rows.querySelectorAll(":scope > .row").forEach(offerRemoval);
    }
    for (const button of form.querySelectorAll("button[data-add]")) {
        button.type = "button";
        button.addEventListener("click", () => addRow(form.querySelector(`[data-rows="${button.dataset.add}"]`)).querySelector("input:not([type=hidden]), select").focus());
    }
};
