using AngleSharp.Html.Dom;

namespace CsmPartners.Tests.Support;

/// <summary>Forms as a browser without script fills and sends them.</summary>
internal static class Forms
{
    /// <summary>
    /// Sends a form of the page: what stands in it, with the changes. A change replaces every value of its name (several changes
    /// of one name give several values); a change to null takes the field away. <paramref name="button"/> is the selector, within
    /// the form, of the button that is pressed; otherwise the first one, as by the Enter key.
    /// </summary>
    public static async Task<HttpResponseMessage> PostFormAsync(
        this HttpClient visitor,
        IHtmlDocument page,
        string formSelector,
        IEnumerable<(string Name, string? Value)>? changes = null,
        string? button = null,
        IEnumerable<(string Name, string FileName, string ContentType, byte[] Bytes)>? files = null)
    {
        var form = page.QuerySelector(formSelector) as IHtmlFormElement ?? throw new Xunit.Sdk.XunitException($"The page has no form {formSelector}");
        var pressed = button is null
            ? form.Elements.FirstOrDefault(IsSubmit)
            : form.QuerySelector(button) ?? page.QuerySelector(button) ?? throw new Xunit.Sdk.XunitException($"The form has no button {button}");
        var fields = FieldsOf(form);
        if (pressed?.GetAttribute("name") is { Length: > 0 } name)
            fields.Add((name, pressed.GetAttribute("value") ?? ""));
        foreach (var change in (changes ?? []).GroupBy(c => c.Name, StringComparer.Ordinal))
        {
            fields.RemoveAll(f => f.Name == change.Key);
            fields.AddRange(change.Where(c => c.Value is not null).Select(c => (c.Name, c.Value!)));
        }

        var action = pressed?.GetAttribute("formaction") ?? form.GetAttribute("action") ?? page.Location.PathName + page.Location.Search;
        var type = pressed?.GetAttribute("formenctype") ?? form.GetAttribute("enctype");
        using HttpContent content = type == "multipart/form-data" ? Multipart(fields, files ?? []) : new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await visitor.PostAsync(new Uri(action, UriKind.RelativeOrAbsolute), content, TestContext.Current.CancellationToken);
    }

    /// <summary>The form's own values, without any button's.</summary>
    public static List<(string Name, string Value)> FieldsOf(IHtmlFormElement form)
    {
        var fields = new List<(string Name, string Value)>();
        foreach (var element in form.Elements)
        {
            var name = element.GetAttribute("name");
            if (string.IsNullOrEmpty(name) || element.HasAttribute("disabled") || element.Closest("fieldset[disabled]") is not null)
                continue;
            switch (element)
            {
                case IHtmlInputElement { Type: "submit" or "button" or "image" or "reset" or "file" }:
                    break;
                case IHtmlInputElement { Type: "checkbox" or "radio" } box:
                    if (box.IsChecked)
                        fields.Add((name, box.GetAttribute("value") ?? "on"));
                    break;
                case IHtmlInputElement input:
                    fields.Add((name, input.Value.ReplaceLineEndings("\r\n")));
                    break;
                case IHtmlTextAreaElement text:
                    fields.Add((name, text.Value.ReplaceLineEndings("\r\n")));
                    break;
                case IHtmlSelectElement select:
                    fields.AddRange(select.Options.Where(o => o.IsSelected && !o.IsDisabled).Select(o => (name, o.Value)));
                    break;
            }
        }

        return fields;
    }

    private static bool IsSubmit(IHtmlElement element) =>
        element is IHtmlButtonElement { Type: "submit", IsDisabled: false } or IHtmlInputElement { Type: "submit", IsDisabled: false };

    private static MultipartFormDataContent Multipart(List<(string Name, string Value)> fields, IEnumerable<(string Name, string FileName, string ContentType, byte[] Bytes)> files)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value), $"\"{name}\"");
        foreach (var (name, fileName, contentType, bytes) in files)
        {
            var file = new ByteArrayContent(bytes);
            file.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);
            content.Add(file, $"\"{name}\"", fileName);
        }

        return content;
    }
}
