import { ask, tokenOf } from "./page.js";

const every = 30_000;

/** Tells colleagues that this form is open, and this person who else has it open or has saved it meanwhile. */
export const bePresent = form => {
    const { open, close } = form.dataset;
    if (!open) {
        return;
    }
    const sent = () => {
        const data = new FormData();
        data.set("__RequestVerificationToken", tokenOf(form));
        data.set("base", form.elements.namedItem("Base").value);
        return data;
    };
    const place = form.querySelector(".others");
    const tell = async () => {
        const answer = document.hidden ? null : await ask(open, { method: "POST", body: sent() });
        const words = answer && [answer.newer, answer.others].filter(Boolean).join(" ");
        if (answer && place.textContent.trim() !== words) {
            place.textContent = words;
        }
    };
    setInterval(tell, every);
    addEventListener("pagehide", () => navigator.sendBeacon(close, sent()));
    document.addEventListener("visibilitychange", tell);
};
