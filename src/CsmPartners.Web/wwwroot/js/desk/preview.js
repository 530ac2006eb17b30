import { inert } from "./inert.js";
import { fromTemplate, tokenOf, whenPaused } from "./page.js";

/** Shows a text below its field as visitors would read it, and follows while it changes. */
export const addPreviews = form => {
    for (const button of form.querySelectorAll("[data-preview]")) {
        const area = document.getElementById(button.dataset.preview);
        let panel = null;
        const draw = async () => {
            const sent = new FormData();
            sent.set("__RequestVerificationToken", tokenOf(form));
            sent.set(area.name, area.value);
            const target = panel;
            const typed = area.value;
            try {
                const answer = await fetch(`${button.getAttribute("formaction")}&part=true`, { method: "POST", body: sent });
                if (!answer.ok || answer.redirected) {
                    throw new Error(answer.statusText);
                }
                const drawn = inert(await answer.text());
                // An earlier answer may arrive after a later one.
                if (area.value === typed) {
                    target.innerHTML = drawn;
                }
            } catch {
                target.textContent = target.dataset.failed;
            }
        };
        const drawSoon = whenPaused(700, () => panel && draw());
        area.addEventListener("input", drawSoon);
        button.type = "button";
        button.setAttribute("aria-expanded", "false");
        button.addEventListener("click", () => {
            if (panel) {
                panel.remove();
                panel = null;
            } else {
                panel = fromTemplate("preview");
                panel.id = `${area.id}-preview`;
                button.setAttribute("aria-controls", panel.id);
                button.after(panel);
                draw();
            }
            button.setAttribute("aria-expanded", panel ? "true" : "false");
        });
    }
};
