namespace CsmPartners.Media;

public static class MediaUse
{
    public static IEnumerable<int> In(IEnumerable<int> attached, LocalizedText body) => body.IsEmpty ? attached : attached.Distinct();
}
