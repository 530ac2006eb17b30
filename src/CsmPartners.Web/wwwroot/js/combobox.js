// Suggestions under a search field while somebody types. Without this script the field searches all the same.

const pause = 150;
const shortest = 2;

for (const input of document.querySelectorAll("input[data-suggest]")) {
    let asked = "";
    let waiting;
    let active = -1;

    const list = document.createElement("ul");
    list.id = `${input.id}-suggestions`;
    list.className = "suggestions";
    list.role = "listbox";
    list.ariaLabel = input.dataset.suggestLabel;
    list.hidden = true;
    const status = document.createElement("div");
    status.className = "visually-hidden";
    status.role = "status";
    input.after(list, status);
    // The browser's own list of names is for those without script.
    input.removeAttribute("list");
    input.role = "combobox";
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.ariaExpanded = "false";

    const close = () => {
        list.hidden = true;
        input.ariaExpanded = "false";
        choose(-1);
    };

    const choose = number => {
        list.children[active]?.setAttribute("aria-selected", "false");
        active = number;
        const option = list.children[active];
        option?.setAttribute("aria-selected", "true");
        option?.scrollIntoView({ block: "nearest" });
        if (option) {
            input.setAttribute("aria-activedescendant", option.id);
        } else {
            input.removeAttribute("aria-activedescendant");
        }
    };

    const show = found => {
        choose(-1);
        list.replaceChildren(...found.suggestions.map((one, number) => {
            const option = document.createElement("li");
            option.id = `${list.id}-${number}`;
            option.role = "option";
            option.setAttribute("aria-selected", "false");
            option.dataset.address = one.address;
            const title = document.createElement("span");
            title.textContent = one.title;
            title.lang = one.language;
            const kind = document.createElement("span");
            kind.className = "count";
            kind.textContent = one.kind;
            option.append(title, " ", kind);
            return option;
        }));
        list.hidden = found.suggestions.length === 0;
        input.ariaExpanded = String(!list.hidden);
        status.textContent = found.status;
    };

    const look = async () => {
        const typed = input.value.trim();
        if (typed.length < shortest) {
            asked = typed;
            close();
            return;
        }
        if (typed === asked) {
            return;
        }
        asked = typed;
        try {
            const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`);
            const found = answer.ok ? await answer.json() : null;
            // Checked after the last await: by now the person may have typed on, left the field or begun to choose.
            if (found && input.value.trim() === typed && document.activeElement === input && active < 0) {
                show(found);
            }
        } catch {
            // Suggestions are a comfort: without an answer there are none, and the search itself says what is wrong.
            close();
        }
    };

    input.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(look, pause);
    });
    input.addEventListener("keydown", event => {
        const last = list.children.length - 1;
        if (event.key === "ArrowDown" && last >= 0) {
            list.hidden = false;
            input.ariaExpanded = "true";
            choose(active === last ? -1 : active + 1);
        } else if (event.key === "ArrowUp" && !list.hidden) {
            choose(active === -1 ? last : active - 1);
        } else if (event.key === "Escape" && !list.hidden) {
            close();
        } else if (event.key === "Enter" && active >= 0) {
            location.assign(list.children[active].dataset.address);
        } else {
            return;
        }
        event.preventDefault();
    });
    // Before the field loses the focus, which closes the list.
    list.addEventListener("pointerdown", event => {
        event.preventDefault();
        const option = event.target.closest("[data-address]");
        if (option && event.button === 0) {
            location.assign(option.dataset.address);
        }
    });
    input.addEventListener("blur", close);
}
