namespace CsmPartners.Web.Admin.Guide;

public class GuideContentsPage : DeskPage
{
    /// <summary>All pages of the guide, in reading order.</summary>
    public required IReadOnlyList<GuideText> Texts { get; init; }
}

public sealed class GuidePage : GuideContentsPage
{
    public required GuideText Text { get; init; }

    /// <summary>Null on the last page.</summary>
    public GuideText? Next => Texts.SkipWhile(t => t != Text).Skip(1).FirstOrDefault();
}
