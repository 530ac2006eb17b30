/** A button under each text that can be copied; the words for it come with the page. */
export const addCopyButtons = box => {
    if (!navigator.clipboard) {
        return;
    }
    for (const text of box.querySelectorAll("[data-copyable]")) {
        const words = text.textContent.trim();
        const button = document.createElement("button");
        const say = word => {
            button.textContent = word;
            button.ariaLabel = `${word}: ${text.previousElementSibling.textContent}`;
        };
        button.type = "button";
        say(box.dataset.copy);
        button.addEventListener("click", async () => {
            await navigator.clipboard.writeText(words);
            say(box.dataset.copied);
            setTimeout(() => say(box.dataset.copy), 3000);
        });
        text.append(button);
    }
};
