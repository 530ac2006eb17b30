using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>What comes from Word, Google Docs and web pages becomes clean Markdown.</summary>
public sealed class PasteTests(Browser browser)
{
    private const string Word =
        """
        <html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset=utf-8><style>p.MsoNormal{font-family:Calibri}</style>
        <!--[if gte mso 9]><xml><o:OfficeDocumentSettings></o:OfficeDocumentSettings></xml><![endif]--></head><body lang=RU><!--StartFragment-->
        <h1 style='color:#2F5496'>Көрме<o:p></o:p></h1>
        <p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span style='font-size:14.0pt;color:red'>Алтын
        адам</span></b><span style='color:red'> және <i>«Алтай»</i> <a href="https://example.org/a_(b)"><span>сілтеме</span></a>.</span><o:p></o:p></p>
        <p class=MsoNormal><o:p>&nbsp;</o:p></p>
        <p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>бірінші<o:p></o:p></p>
        <p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span></span><![endif]>ішкі<o:p></o:p></p>
        <p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span><![endif]>екінші<o:p></o:p></p>
        <p class=MsoNormal>Сан: <s style='mso-element:comment'>пікір</s>5*6<span style='mso-hide:all;display:none'>жасырын</span></p>
        <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>бір</p>
        <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span><![endif]>екі</p>
        <table class=MsoTableGrid border=1><tr><td width=100><p class=MsoNormal>Жыл</p></td><td><p class=MsoNormal>Қала</p></td></tr>
        <tr><td><p class=MsoNormal>2014</p></td><td><p class=MsoNormal>Сеул | Алматы</p></td></tr></table>
        <!--EndFragment--></body></html>
        """;

    private const string WordAsMarkdown =
        """
        ## Көрме

        **Алтын адам** және *«Алтай»* [сілтеме](https://example.org/a_%28b%29).

        - бірінші
          - ішкі
        - екінші

        Сан: 5\*6

        1. бір
        2. екі

        | Жыл | Қала |
        | --- | --- |
        | 2014 | Сеул \| Алматы |
        """;

    public static TheoryData<string, string> Pieces => new()
    {
        // Google Docs: everything in a <b> that is not bold, lists beside their items.
        { """<b style="font-weight:normal;" id="docs-internal-guid-1"><p><span style="font-weight:700">Bold</span><span style="font-weight:400"> and </span><span style="font-style:italic">slanted</span></p><ul><li><p>one</p></li><ul><li>inner</li></ul><li>two</li></ul></b>""", "**Bold** and *slanted*\n\n- one\n  - inner\n- two" },
        { """<p><b>One </b><b>two</b> three</p>""", "**One two** three" },
        { """<p><b>«Алаш»</b>тың</p>""", "**«Алаш**»тың" },
        { """<h4>Small <b>part</b></h4><h6>Smaller</h6>""", "#### Small part\n\n#### Smaller" },
        { """<p>a<br>b</p>""", "a\\\nb" },
        { """<ol><li>one<ul><li>inner</li></ul></li><li>two</li></ol>""", "1. one\n   - inner\n2. two" },
        { """<blockquote><p>said</p><p>more</p></blockquote>""", "> said\n>\n> more" },
        { """<p><a href="javascript:alert(1)">bad</a> <a href="https://www.google.com/url?q=https://example.org/x&amp;sa=D">good</a></p>""", "bad [good](https://example.org/x)" },
        { """<p># no heading</p><p>1. no list</p><p>[[x]] [1]</p>""", "\\# no heading\n\n1\\. no list\n\n\\[[x]] [1]" },
        { """<table><tr><td><p>One</p><p>Two</p></td></tr></table>""", "One\n\nTwo" },
        { """<p>soft&shy;hyphen zero&#8203;width<script>alert(1)</script><img src=x onerror=alert(1)></p>""", "softhyphen zerowidth" },
    };

    [Fact]
    public async Task A_paste_from_Word_becomes_clean_Markdown_and_can_be_undone()
    {
        var page = await browser.WorkAsync("/admin/projects/new");
        await page.FillAsync("#Body-Kk", "x");
        await PasteAsync(page, Word);
        Assert.Equal("x" + WordAsMarkdown.ReplaceLineEndings("\n"), await page.InputValueAsync("#Body-Kk"));
        await page.Keyboard.PressAsync("Control+z");
        Assert.Equal("x", await page.InputValueAsync("#Body-Kk"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Pieces_of_pages_become_Markdown()
    {
        var page = await browser.WorkAsync("/admin/projects/new");
        foreach (var (html, markdown) in Pieces.Select(p => p.Data))
            Assert.Equal(markdown, await page.EvaluateAsync<string>("async html => (await import('/js/desk/to-markdown.js')).toMarkdown(html)", html));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("<div><span style='color:red'>plain *words*</span></div>")]
    [InlineData("")]
    public async Task Where_there_is_nothing_to_keep_the_plain_text_is_pasted_as_ever(string html)
    {
        var page = await browser.WorkAsync("/admin/projects/new");
        Assert.Null(await page.EvaluateAsync<string?>("async html => (await import('/js/desk/to-markdown.js')).toMarkdown(html)", html));
        await page.Context.CloseAsync();
    }

    private static Task<bool> PasteAsync(IPage page, string html) => page.EvaluateAsync<bool>(
        """
        html => {
            const area = document.querySelector('#Body-Kk');
            area.focus();
            area.setSelectionRange(area.value.length, area.value.length);
            const data = new DataTransfer();
            data.setData('text/html', html);
            data.setData('text/plain', 'plain');
            return area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """,
        html);
}
