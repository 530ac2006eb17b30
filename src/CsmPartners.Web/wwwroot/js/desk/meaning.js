import { whenPaused } from "./page.js";

/** Says beside a date what it means as far as it has been typed. */
export const sayMeanings = form => {
    const say = whenPaused(400, async input => {
        const output = input.parentElement.querySelector("output.meaning");
        const typed = input.value.trim();
        let meaning = "";
        try {
            const answer = typed ? await fetch(`${form.dataset.meaning}?date=${encodeURIComponent(typed)}`) : null;
            meaning = answer?.ok && !answer.redirected ? await answer.text() : "";
        } catch {
            // Nothing is said then; the date is read at saving in any case.
        }
        if (input.value.trim() === typed) {
            output.value = meaning;
        }
    });
    form.addEventListener("input", event => {
        if (event.target.dataset.help === "date") {
            say(event.target);
        }
    });
};
