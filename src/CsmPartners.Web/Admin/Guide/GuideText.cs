using System.Text.RegularExpressions;
using CsmPartners.Texts;
using CsmPartners.Web.Localization;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Microsoft.AspNetCore.Html;

namespace CsmPartners.Web.Admin.Guide;

/// <summary>
/// One page of the guide in one language, from <c>Texts/{name}.{language}.md</c>: a heading, a paragraph that says what the page is
/// for, the rest. <c>{{Edit.Save}}</c> stands for the word that the screen shows, <c>{{Next.Publish|12}}</c> for one with a value.
/// </summary>
public sealed partial record GuideText(string Name, string Title, string Lead, IHtmlContent Body)
{
    /// <summary>In reading order.</summary>
    private static readonly string[] Names = ["begin", "write", "together", "publish", "translate", "media", "care", "administrator"];

    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    private static readonly IReadOnlyList<GuideText>[] All = [.. Language.All.Select(l => Names.Select(n => Read(n, l)).ToList())];

    public string Address => DeskLinks.GuidePage(Name);

    public static IReadOnlyList<GuideText> In(Language language) => All[language.Index];

    private static GuideText Read(string name, Language language)
    {
        using var stream = typeof(GuideText).Assembly.GetManifestResourceStream($"Guide/{name}.{language.Code}.md")!;
        using var reader = new StreamReader(stream);
        var ui = Ui.In(language);
        var text = Word().Replace(reader.ReadToEnd().ReplaceLineEndings("\n"), m => ui.Format(m.Groups["key"].Value, m.Groups["value"].Value));
        var parts = text.Split("\n\n", 3);
        return new GuideText(name, parts[0]["# ".Length..], parts[1].ReplaceLineEndings(" "), new HtmlString(Markdown.ToHtml(parts[2], Pipeline)));
    }

    [GeneratedRegex(@"\{\{(?<key>[A-Za-z.]+)(\|(?<value>[^}]*))?\}\}", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex Word();
}
