// Comforts only: without this script every page reads, filters and changes its language all the same.

import "./combobox.js";

const year = 365 * 24 * 60 * 60;

// The bare address "/" opens in the language chosen last.
for (const link of document.querySelectorAll("[data-language]")) {
    link.addEventListener("click", () => {
        const [prefix, secure] = location.protocol === "https:" ? ["__Host-", "; secure"] : ["", ""];
        document.cookie = `${prefix}csm-lang=${link.dataset.language}; path=/; max-age=${year}; samesite=lax${secure}`;
    });
}

// A filter takes effect when its list is closed, so that several values can be ticked; the button is then not needed.
const filters = document.querySelector(".filters");
if (filters) {
    const state = () => new URLSearchParams(new FormData(filters)).toString();
    const before = state();
    const submit = () => {
        if (state() !== before) {
            filters.requestSubmit();
        }
    };
    for (const facet of filters.querySelectorAll(".facet")) {
        facet.addEventListener("toggle", () => {
            if (!facet.open) {
                submit();
            }
        });
    }
    const close = () => {
        for (const facet of filters.querySelectorAll(".facet[open]")) {
            facet.open = false;
        }
    };
    document.addEventListener("keydown", event => {
        if (event.key === "Escape") {
            const open = filters.querySelector(".facet[open]");
            close();
            open?.querySelector("summary").focus();
        }
    });
    document.addEventListener("click", event => {
        if (!event.target.closest(".filters")) {
            close();
        }
    });
}

// Copying a citation: asked for only when somebody looks at one.
document.querySelector(".cite details")?.addEventListener("toggle", async event => {
    const { addCopyButtons } = await import("./copy.js");
    addCopyButtons(event.target);
}, { once: true });
