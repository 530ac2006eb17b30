namespace CsmPartners.Staff;

/// <summary>What the administrator decides for the desk: one row.</summary>
public sealed class DeskSettings
{
    public const int TheOnlyId = 1;

    public int Id { get; set; } = TheOnlyId;

    /// <summary>The lowest role that has to sign in with a second factor; null where it is everyone's own choice.</summary>
    public StaffRole? SecondFactorFrom { get; set; }

    /// <summary>The e-mail address to which visitors' new letters are announced; empty where nobody is to be told.</summary>
    public string LettersTo { get; set; } = "";
}
