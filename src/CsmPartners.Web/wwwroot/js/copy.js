/** A button beside each text that can be copied; the words for it come with the page. */
export const addCopyButtons = box => {
    if (!navigator.clipboard) {
        return;
    }
    for (const text of box.querySelectorAll("[data-copyable]")) {
        const words = text.textContent.trim();
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = box.dataset.copy;
        button.addEventListener("click", async () => {
            await navigator.clipboard.writeText(words);
            button.textContent = box.dataset.copied;
            setTimeout(() => {
                button.textContent = box.dataset.copy;
            }, 3000);
        });
        text.append(button);
    }
};
