using CsmPartners.Staff;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Site.Display;

namespace CsmPartners.Web.Admin;

/// <summary>What every screen of the desk has around its content. Controllers fill in the content; <see cref="DeskController.Show"/> the rest.</summary>
public class DeskPage
{
    public required string Title { get; init; }

    /// <summary>The name of the entry or file that <see cref="Title"/> and <see cref="Crumbs"/> speak of.</summary>
    public LocalizedText? EntryName { get; init; }

    /// <summary>What the screen is for, in the first words under the heading.</summary>
    public string Lead { get; init; } = "";

    /// <summary>Which item of the navigation the screen belongs to.</summary>
    public string Section { get; init; } = "";

    /// <summary>The way from the desk's home to the screen.</summary>
    public IReadOnlyList<(string Title, string Address)> Crumbs { get; init; } = [];

    public Language Language { get; set; } = Language.Kk;

    /// <summary>Null on the screens before signing in.</summary>
    public StaffIdentity? Person { get; set; }

    public DisplaySettings Display { get; set; } = DisplaySettings.None;

    /// <summary>Said once, at the top: what has just been done.</summary>
    public string? Notice { get; set; }

    /// <summary>The names that <see cref="Notice"/> holds.</summary>
    public IReadOnlyList<LocalText> NoticeNames { get; set; } = [];

    /// <summary>All the names that stand among the page's own words.</summary>
    public IEnumerable<LocalText> Names => EntryName is null ? NoticeNames : NoticeNames.Append(EntryName.In(Language));

    /// <summary>The address of this screen, for the links that change its language.</summary>
    public string Address { get; set; } = DeskLinks.Home;

    public Ui Ui => Ui.In(Language);

    /// <summary>Addresses of the public site in the person's language.</summary>
    public Links Site => new(Language);

    public bool May(StaffRole role) => Person?.Role >= role;
}
