// Long enough for a slow line; then another try is allowed.
const patience = 15_000;

/** Leaving with unsaved text asks; a form is sent once, however often the button is pressed. */
export const guard = (form, isUnsaved) => {
    let isSending = false;
    const setSending = value => {
        isSending = value;
        form.querySelectorAll("button:not([type=button])").forEach(button => button.toggleAttribute("aria-disabled", value));
        form.querySelectorAll("[aria-disabled]").forEach(button => button.setAttribute("aria-disabled", "true"));
    };
    form.addEventListener("submit", event => {
        if (isSending) {
            event.preventDefault();
            return;
        }
        setSending(true);
        setTimeout(() => setSending(false), patience);
    });
    addEventListener("pageshow", () => setSending(false));
    addEventListener("beforeunload", event => {
        if (!isSending && isUnsaved()) {
            event.preventDefault();
        }
    });
};
