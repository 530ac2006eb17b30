import { fromTemplate, phrase, whenPaused } from "./page.js";
import { read, readFresh, typed, write } from "./fields.js";

const prefix = "csm-kept:";
const sentKey = "csm-sent";
const longest = 30 * 24 * 60 * 60 * 1000;
// In characters, for one form; browsers give a site some five million.
const largest = 1_000_000;

/** The browser's store, which a private window or a full disk may refuse. */
const store = {
    get: key => {
        try {
            return JSON.parse(localStorage.getItem(key));
        } catch {
            return null;
        }
    },
    set: (key, value) => {
        try {
            const text = JSON.stringify(value);
            if (text.length <= largest) {
                localStorage.setItem(key, text);
            }
        } catch {
            // Leaving still asks.
        }
    },
    remove: key => {
        try {
            localStorage.removeItem(key);
        } catch {
            // As above.
        }
    },
    keys: () => {
        try {
            return Object.keys(localStorage).filter(key => key.startsWith(prefix));
        } catch {
            return [];
        }
    },
};

/**
 * Keeps what is typed in the browser until it is saved, and offers it the next time. Nothing is put into the form unasked.
 * Whether something is unsaved is what <code>isUnsaved</code> says.
 */
export const keep = form => {
    prune();
    const key = `${prefix}${form.dataset.person}:${location.pathname}`;
    const wasRefused = form.querySelector(".problems") !== null;
    forgetWhatArrived(key, wasRefused);
    const start = typed(readFresh(form));
    let waiting = (store.get(key) ?? []).filter(one => typed(one.state) !== start);
    const isUnsaved = () => wasRefused || typed(read(form)) !== start;

    const keepNow = () => {
        keepSoon.cancel();
        const all = isUnsaved() ? [{ at: Date.now(), state: read(form) }, ...waiting] : waiting;
        if (all.length) {
            store.set(key, all.slice(0, 3));
        } else {
            store.remove(key);
        }
    };
    const keepSoon = whenPaused(1000, keepNow);
    form.addEventListener("input", keepSoon);
    form.addEventListener("change", keepSoon);
    addEventListener("pagehide", keepNow);
    form.addEventListener("submit", () => {
        keepNow();
        store.set(sentKey, key);
    });

    const offer = () => {
        if (!waiting.length) {
            return;
        }
        const panel = fromTemplate("kept");
        const words = panel.querySelector("[data-words]");
        panel.addEventListener("click", event => {
            const choice = event.target.dataset.kept;
            if (!choice) {
                return;
            }
            const [one, ...others] = waiting;
            waiting = others;
            panel.remove();
            if (choice === "back") {
                // On top of the revision that it was written on, so that colleagues' newer words are merged and not undone.
                write(form, one.state);
                form.dispatchEvent(new Event("input", { bubbles: true }));
            }
            keepNow();
            offer();
            (form.querySelector(".kept button") ?? form.querySelector("input:not([type=hidden]), textarea")).focus();
        });
        form.prepend(panel);
        // Said once the panel is there, so that screen readers say it too.
        words.textContent = phrase(words.dataset.words, moment(waiting[0].at));
    };
    offer();
    return isUnsaved;
};

/** What was sent has arrived once a page says that it was saved, or shows it again to be mended. */
const forgetWhatArrived = (key, wasRefused) => {
    const sent = store.get(sentKey);
    if (sent && wasRefused ? sent === key : sent && document.querySelector(".notice")) {
        const [, ...others] = store.get(sent) ?? [];
        store.set(sent, others);
    }
    store.remove(sentKey);
};

const prune = () => {
    for (const key of store.keys()) {
        const left = (store.get(key) ?? []).filter(one => Date.now() - one.at < longest);
        if (left.length) {
            store.set(key, left);
        } else {
            store.remove(key);
        }
    }
};

const moment = at => {
    const isToday = new Date(at).toDateString() === new Date().toDateString();
    return new Date(at).toLocaleString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false, ...isToday ? {} : { day: "numeric", month: "long" } });
};
