/** Ctrl+S saves, wherever the caret is. By the key's place: under a Cyrillic layout S types «ы». */
export const saveByKey = form => {
    const button = form.querySelector(".save-bar button");
    button.title = "Ctrl+S";
    button.setAttribute("aria-keyshortcuts", "Control+S");
    addEventListener("keydown", event => {
        if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyS") {
            event.preventDefault();
            form.requestSubmit();
        }
    });
};
