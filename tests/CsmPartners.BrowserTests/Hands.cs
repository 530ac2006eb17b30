using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>How a person works at a page: with a pointer, or with the keyboard alone.</summary>
internal abstract class Hands(IPage page)
{
    public IPage Page => page;

    public static Hands At(IPage page, bool keyboard) => keyboard ? new KeyboardHands(page) : new PointerHands(page);

    /// <summary>Writes a text into a field, in place of what is there.</summary>
    public abstract Task TypeAsync(string field, string text);

    public abstract Task ChooseAsync(string field, string value);

    public abstract Task AttachAsync(string field, FilePayload file);

    /// <summary>Presses what leads to another page.</summary>
    public abstract Task PressAsync(string control);

    /// <summary>Saves the form that is open.</summary>
    public virtual Task SaveAsync() => PressAsync(".save-bar button:not([name])");
}

internal sealed class PointerHands(IPage page) : Hands(page)
{
    public override Task TypeAsync(string field, string text) => Page.FillAsync(field, text);

    public override Task ChooseAsync(string field, string value) => Page.SelectOptionAsync(field, value);

    public override Task AttachAsync(string field, FilePayload file) => Page.SetInputFilesAsync(field, file);

    public override Task PressAsync(string control) => Page.ClickAsync(control);
}

/// <summary>Goes from control to control with Tab, and has to see at each where the focus is.</summary>
internal sealed class KeyboardHands(IPage page) : Hands(page)
{
    /// <summary>More presses of Tab than anybody should need from one thing to the next.</summary>
    private const int Most = 40;

    /// <summary>The section or form around a control to which the page has a link.</summary>
    private const string PartWithLink = """
        control => ['section', 'form']
            .map(part => document.querySelector(control).closest(part))
            .map(part => part && (part.id || part.getAttribute('aria-labelledby')))
            .find(name => name && document.querySelector(`main a[href='#${name}']`)) ?? null
        """;

    public override async Task TypeAsync(string field, string text)
    {
        await GoAsync(field);
        await Page.Keyboard.PressAsync("Control+a");
        await Page.Keyboard.TypeAsync(text);
    }

    public override async Task ChooseAsync(string field, string value)
    {
        await GoAsync(field);
        await Page.Keyboard.PressAsync("Home");
        for (var tries = 0; await Page.EvaluateAsync<string>("() => document.activeElement.value") != value; tries++)
        {
            Assert.True(tries < 300, $"The arrow keys do not reach {value} in {field}");
            await Page.Keyboard.PressAsync("ArrowDown");
        }
    }

    public override async Task AttachAsync(string field, FilePayload file)
    {
        // Listened to from here on: the browser is told to hand its dialog over only once somebody listens, and that takes a moment.
        var chosen = new TaskCompletionSource<IFileChooser>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Choose(object? sender, IFileChooser chooser) => chosen.TrySetResult(chooser);
        Page.FileChooser += Choose;
        await GoAsync(field);
        await Page.Keyboard.PressAsync("Enter");
        var chooser = await chosen.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Page.FileChooser -= Choose;
        await chooser.SetFilesAsync(file);
    }

    public override async Task PressAsync(string control)
    {
        await GoAsync(control);
        await PressAndLoadAsync("Enter");
    }

    /// <summary>By the shortcut that the button names, where the page has a script.</summary>
    public override async Task SaveAsync()
    {
        if (await Page.Locator(".save-bar [aria-keyshortcuts='Control+S']").CountAsync() > 0)
            await PressAndLoadAsync("Control+s");
        else
            await base.SaveAsync();
    }

    private async Task PressAndLoadAsync(string key)
    {
        var loaded = new TaskCompletionSource();
        void Arrive(object? sender, IPage arrived) => loaded.TrySetResult();
        Page.Load += Arrive;
        await Page.Keyboard.PressAsync(key);
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Page.Load -= Arrive;
    }

    /// <summary>Forwards or backwards, whichever way the control lies; where the page is new, over the links to the content and to the part of the page.</summary>
    private async Task GoAsync(string control)
    {
        await Page.Locator(control).First.WaitForAsync();
        var presses = 0;
        if (await Page.EvaluateAsync<bool>("control => document.activeElement === document.body && !!document.querySelector(control).closest('main')", control))
        {
            await TabAsync("Tab", control);
            Assert.Equal("#content", await Page.EvaluateAsync<string?>("() => document.activeElement.getAttribute('href')"));
            await Page.Keyboard.PressAsync("Enter");
            if (await Page.EvaluateAsync<string?>(PartWithLink, control) is { } part and not "texts")
            {
                presses += await GoAsync($"main a[href='#{part}']", "Tab");
                await Page.Keyboard.PressAsync("Enter");
            }
        }

        var isBehind = await Page.EvaluateAsync<bool>("control => !!(document.activeElement.compareDocumentPosition(document.querySelector(control)) & Node.DOCUMENT_POSITION_PRECEDING)", control);
        presses += await GoAsync(control, isBehind ? "Shift+Tab" : "Tab");
        TestContext.Current.TestOutputHelper?.WriteLine($"{presses,3} × Tab to {control}");
    }

    private async Task<int> GoAsync(string control, string key)
    {
        for (var presses = 0; presses <= Most; presses++)
        {
            if (await Page.EvaluateAsync<bool>("control => document.activeElement === document.querySelector(control)", control))
                return presses;
            await TabAsync(key, control);
        }

        throw new Xunit.Sdk.XunitException($"{Most} presses of {key} do not reach {control} at {Page.Url}");
    }

    private async Task TabAsync(string key, string control)
    {
        await Page.Keyboard.PressAsync(key);
        var unseen = await Page.EvaluateAsync<string?>(
            """
            () => {
                const e = document.activeElement;
                const style = getComputedStyle(e);
                const box = e.getClientRects()[0];
                const [left, top, right, bottom] = [Math.max(box.left, 0), Math.max(box.top, 0), Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
                const isThere = [.5, .05, .95].some(x => [.5, .1, .9].some(y => e.contains(document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y))));
                const isMarked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                return isThere && isMarked ? null : `${isThere ? "not marked" : "out of sight"}: ${e.outerHTML.slice(0, 200)}`;
            }
            """);
        Assert.True(unseen is null, $"On the way to {control} the focus is {unseen}");
    }
}
