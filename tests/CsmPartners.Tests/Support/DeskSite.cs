namespace CsmPartners.Tests.Support;

/// <summary>A site of a class's own: what it publishes does not stand in the way of those who count or crawl.</summary>
public sealed class DeskSite : TestSite;
