using CsmPartners.Visitors;

namespace CsmPartners.Web.Site.Contact;

/// <summary>What whoever runs the site decides for visitors' letters.</summary>
public sealed class LetterSettings(IConfiguration configuration)
{
    /// <summary>Days for which a letter is kept once it has been answered or found to be rubbish.</summary>
    public int KeepDays { get; } = Math.Clamp(configuration.GetValue("Letters:KeepDays", 90), 1, 3650);

    /// <summary>Letters taken from one network address in an hour.</summary>
    public int PerAddress { get; } = Math.Max(1, configuration.GetValue("Letters:PerAddress", 10));

    /// <summary>Letters taken from everybody: in an hour by all nodes (<c>Letters:Altogether</c>), and held beyond that (<c>Letters:Held</c>).</summary>
    public LetterBounds Bounds { get; } = new(
        Math.Max(1, configuration.GetValue("Letters:Altogether", 100)),
        Math.Max(0, configuration.GetValue("Letters:Held", 1000)));
}
