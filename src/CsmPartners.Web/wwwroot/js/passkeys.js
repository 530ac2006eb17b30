// Passkeys are the browser's: it makes them and proves that it holds them. The rest is an ordinary form.

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
    for (const form of document.querySelectorAll("form[data-passkey]")) {
        const failed = form.querySelector("[data-passkey-failed]");
        form.hidden = false;
        form.addEventListener("submit", event => {
            // Without a name the desk takes none, and the device would keep a passkey that opens nothing.
            if (form.elements.Name?.value.trim() === "")
                return;
            event.preventDefault();
            failed.hidden = true;
            prove(form).then(credential => {
                form.elements.Credential.value = JSON.stringify(credential);
                form.submit();
            }, () => {
                failed.hidden = false;
            });
        });
    }
    document.querySelector("[data-passkey-missing]")?.remove();
}

async function prove(form) {
    const token = form.querySelector("[name=__RequestVerificationToken]").value;
    const response = await fetch(form.dataset.options, { method: "POST", headers: { RequestVerificationToken: token } });
    // The proof of who this is has grown old meanwhile.
    if (response.redirected) {
        location.assign(response.url);
        return new Promise(() => {});
    }
    if (!response.ok)
        throw new Error(`${response.status}`);
    const options = await response.json();
    return form.dataset.passkey === "create"
        ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}
