/** What has to be mended is read first; its links lead into the fields. */
export const showProblems = form => {
    const problems = form.querySelector(".problems");
    problems?.focus();
    form.addEventListener("click", event => {
        const link = event.target.closest(".problems a");
        const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
        const field = target?.matches("fieldset") ? target.querySelector("input:not([type=hidden]), textarea") : target;
        if (field) {
            event.preventDefault();
            field.focus();
        }
    });
};
