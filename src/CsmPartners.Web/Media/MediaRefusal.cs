namespace CsmPartners.Web.Media;

/// <summary>Why a file was not taken.</summary>
public enum MediaRefusal
{
    Empty,
    TooLarge,

    /// <summary>Neither a JPEG, PNG, WebP or AVIF picture nor a PDF, whatever it is called.</summary>
    UnknownKind,

    /// <summary>Too many pixels to decode.</summary>
    TooManyPixels,

    /// <summary>Cut off or damaged.</summary>
    Broken,

    /// <summary>Parsing it failed, took too long or too much memory.</summary>
    Unreadable,

    /// <summary>A PDF that needs a password or is otherwise encrypted.</summary>
    Encrypted,

    /// <summary>A PDF that runs script, starts programs or carries other files.</summary>
    Active,

    /// <summary>All that the person uploaded would be too much.</summary>
    PersonQuota,

    /// <summary>All files together would be too much.</summary>
    SiteQuota,
}
