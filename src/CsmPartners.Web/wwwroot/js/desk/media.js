/** Files may be dropped anywhere on the frame around their field. */
export const takeDroppedFiles = () => {
    for (const frame of document.querySelectorAll(".media-drop")) {
        const input = frame.querySelector("input[type=file]");
        frame.addEventListener("dragover", event => {
            event.preventDefault();
            frame.classList.add("over");
        });
        frame.addEventListener("dragleave", () => frame.classList.remove("over"));
        frame.addEventListener("drop", event => {
            event.preventDefault();
            frame.classList.remove("over");
            input.files = event.dataTransfer.files;
            input.focus();
        });
    }
};

/** A click on the picture fills in the focal point. */
export const chooseFocalPoint = () => {
    for (const picture of document.querySelectorAll("[data-focal]")) {
        const [x, y] = ["FocalX", "FocalY"].map(name => document.getElementById(name));
        const mark = document.createElement("span");
        mark.className = "media-focal-mark";
        picture.classList.add("live");
        picture.append(mark);
        const show = () => {
            mark.style.left = `${x.value}%`;
            mark.style.top = `${y.value}%`;
        };
        picture.addEventListener("click", event => {
            const box = picture.getBoundingClientRect();
            x.value = Math.round((event.clientX - box.left) / box.width * 100);
            y.value = Math.round((event.clientY - box.top) / box.height * 100);
            show();
        });
        x.addEventListener("input", show);
        y.addEventListener("input", show);
        show();
    }
};
