#pragma warning disable
namespace CsmPartners.Media { public static class MediaUse { public static IEnumerable<int> In(IEnumerable<int> a, LocalizedText b) => a; } }
namespace CsmPartners.Revisions { public static class Translations {
 public static Gaps Missing(IReadOnlyDictionary<string, LocalizedText> t) => new();
 public static Gaps Count(IReadOnlyList<StaleText> s) => new();
 public static List<StaleText> After(IReadOnlyList<StaleText> s, IReadOnlyDictionary<string, LocalizedText> o, IReadOnlyDictionary<string, LocalizedText> n, int prev, bool minor, IReadOnlySet<string> ok) => [];
} }
namespace CsmPartners.Texts { public static class TextRules { public static string Tidy(string? s) => (s ?? "").Replace("\r\n", "\n").Trim(); public static Finding? Problem(string s) => null; } public enum FindingKind { ControlCharacter } public sealed record Finding(FindingKind Kind, string Context); }
namespace CsmPartners.Texts { public enum DiffChange { Same, Removed, Added } public sealed record DiffSegment(DiffChange Change, string Text); public static class WordDiff { public static IReadOnlyList<DiffSegment> Of(string a, string b) => [new(DiffChange.Removed, a), new(DiffChange.Added, b)]; } }
