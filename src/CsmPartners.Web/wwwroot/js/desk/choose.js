/** One box in the head of a list ticks and clears all of its boxes. */
export const chooseAll = () => {
    for (const cell of document.querySelectorAll("[data-choose-all]")) {
        const boxes = [...cell.closest("table").querySelectorAll("tbody input[type=checkbox]")];
        const all = document.createElement("input");
        all.type = "checkbox";
        all.setAttribute("aria-label", cell.dataset.chooseAll);
        const show = () => {
            const ticked = boxes.filter(box => box.checked).length;
            all.checked = ticked === boxes.length;
            all.indeterminate = ticked > 0 && ticked < boxes.length;
        };
        all.addEventListener("change", () => boxes.forEach(box => box.checked = all.checked));
        boxes.forEach(box => box.addEventListener("change", show));
        cell.replaceChildren(all);
        show();
    }
};
