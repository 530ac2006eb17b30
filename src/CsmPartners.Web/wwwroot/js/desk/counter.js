import { fromTemplate, phrase, whenPaused } from "./page.js";

/** Says how much room is left once little is, and how much too long a text is. */
export const countCharacters = form => {
    const count = field => {
        const most = Number(field.dataset.most);
        // As the server counts: its lines end in one character.
        const left = most - field.value.trim().length;
        let counter = field.parentElement.querySelector(":scope > .counter");
        if (left >= most / 5) {
            counter?.remove();
            return;
        }
        if (!counter) {
            counter = fromTemplate("counter");
            field.after(counter);
        }
        counter.textContent = phrase(left < 0 ? counter.dataset.over : counter.dataset.left, Math.abs(left));
        counter.classList.toggle("over", left < 0);
    };
    const countSoon = whenPaused(600, count);
    form.addEventListener("input", event => {
        if (event.target.dataset.most && event.target.dataset.help !== "date") {
            countSoon(event.target);
        }
    });
    form.querySelectorAll("[data-most]").forEach(field => {
        if (field.value.length > Number(field.dataset.most) * .9) {
            count(field);
        }
    });
};
