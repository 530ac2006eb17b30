import { ask, whenPaused } from "./page.js";

/** Fills the lists of suggestions while somebody types, where the page does not bring them whole. */
export const suggest = form => {
    const addresses = {
        partner: `${form.dataset.suggest}?kind=partner&q=`,
        activity: `${form.dataset.suggest}?kind=activity&q=`,
        person: `${form.dataset.suggest}?kind=person&q=`,
        venue: `${form.dataset.suggest}?kind=venue&q=`,
        media: `${form.dataset.suggestMedia}?q=`,
    };
    // Lists that came whole with the page are left as they are.
    const whole = new Set([...document.querySelectorAll("datalist")].filter(list => list.options.length > 0));
    const names = new Map();
    const look = whenPaused(250, async input => {
        const typed = input.value.trim();
        const found = await ask(addresses[input.dataset.help] + encodeURIComponent(typed));
        if (found && input.value.trim() === typed) {
            names.set(input, found);
            listOf(input).replaceChildren(...found.map(one => new Option("", one[input.lang] ?? one.label ?? mediaLabel(one))).filter(option => option.value));
        }
    });
    form.addEventListener("input", event => {
        const input = event.target;
        fillTranslations(input, names.get(input));
        followLanguage(input);
        showPicture(input, names.get(input));
        if (addresses[input.dataset.help] && !whole.has(input.list) && input.value.trim().length > 1 && !isChosen(input)) {
            look(input);
        }
    });
};

const mediaLabel = file => `${file.id} ${file.title}`;

/** The picture that is chosen, beside its name. */
const showPicture = (input, files = []) => {
    const row = input.closest(".row-media");
    const file = files.find(one => mediaLabel(one) === input.value);
    row?.querySelector("img")?.remove();
    if (row && file?.thumb) {
        const image = Object.assign(new Image(96, 72), { src: file.thumb, alt: "" });
        row.querySelector("input[type=hidden]").after(image);
    }
};

/** A name that was chosen brings its other languages along, where nothing stands there yet. */
const fillTranslations = (input, names = []) => {
    const name = input.lang && names.find(one => one[input.lang] === input.value);
    if (!name) {
        return;
    }
    for (const other of input.closest(".trio").querySelectorAll("input[lang]")) {
        if (other.value === "" && name[other.lang]) {
            other.value = name[other.lang];
            other.dispatchEvent(new Event("input", { bubbles: true }));
        }
    }
};

/** A field for the name of something says the language of what stands in it; of what is typed nobody knows it. */
const followLanguage = input => {
    if (input.list && !input.closest(".trio")) {
        input.lang = [...input.list.options].find(option => option.value === input.value)?.lang ?? "";
        if (!input.lang) {
            input.removeAttribute("lang");
        }
    }
};

const isChosen = input => [...input.list?.options ?? []].some(option => option.value === input.value);

const listOf = input => {
    if (!input.list) {
        const list = document.createElement("datalist");
        list.id = `${input.id}-list`;
        input.after(list);
        input.setAttribute("list", list.id);
    }
    return input.list;
};
