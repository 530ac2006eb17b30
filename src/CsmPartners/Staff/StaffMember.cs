using Microsoft.AspNetCore.Identity;

namespace CsmPartners.Staff;

/// <summary>A person who works at the desk.</summary>
public sealed class StaffMember : IdentityUser<int>
{
    public const int NameLength = 100;

    /// <summary>As colleagues read it.</summary>
    public string Name { get; set; } = "";

    public StaffRole Role { get; set; }

    /// <summary>Code of the language in which the person reads the desk.</summary>
    public string Language { get; set; } = CsmPartners.Language.Kk.Code;

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>UTC; null until the invitation is taken up.</summary>
    public DateTime? LastSignInAt { get; set; }

    /// <summary>UTC; whoever left can no longer sign in, but the history keeps the name.</summary>
    public DateTime? DeactivatedAt { get; set; }
}

/// <summary>What a person may do at the desk; each role includes those before it.</summary>
public enum StaffRole
{
    /// <summary>Writes and submits.</summary>
    Editor,

    /// <summary>Also approves, publishes and withdraws.</summary>
    Publisher,

    /// <summary>Also people and settings.</summary>
    Administrator,
}
