// Small things that several comforts need.

/** A copy of the element in a template of the page: all markup and every word comes from the server. */
export const fromTemplate = name => document.getElementById(`${name}-template`).content.firstElementChild.cloneNode(true);

/** Puts a value into the place {0} of a phrase. */
export const phrase = (words, value) => words.replace("{0}", value);

/** Calls at most once in a while, after the calls have paused. */
export const whenPaused = (milliseconds, action) => {
    let timer;
    const call = (...values) => {
        clearTimeout(timer);
        timer = setTimeout(() => action(...values), milliseconds);
    };
    call.cancel = () => clearTimeout(timer);
    return call;
};

/** Replaces the selection so that the browser's own undo takes it back. */
export const insertText = (area, text) => {
    area.focus();
    const done = text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
    if (!done) {
        area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
        area.dispatchEvent(new Event("input", { bubbles: true }));
    }
};

/** Asks the desk for JSON; nothing where it does not answer or the session has ended. */
export const ask = async (address, options) => {
    try {
        const answer = await fetch(address, { headers: { Accept: "application/json" }, ...options });
        return answer.ok && !answer.redirected ? await answer.json() : null;
    } catch {
        return null;
    }
};

/** The token that every form of the desk carries. */
export const tokenOf = form => form.elements.namedItem("__RequestVerificationToken").value;
