import { insertText } from "./page.js";
import { toMarkdown } from "./to-markdown.js";

/** What comes from Word, Google Docs or a web page is pasted as Markdown; Ctrl+Shift+V brings no HTML and stays as it is. */
export const pasteAsMarkdown = form => {
    for (const area of form.querySelectorAll("textarea[data-markdown]:not([data-markdown=''])")) {
        area.addEventListener("paste", event => {
            const html = event.clipboardData?.getData("text/html");
            const markdown = html ? toMarkdown(html) : null;
            if (markdown) {
                event.preventDefault();
                insertText(area, markdown);
            }
        });
    }
};
