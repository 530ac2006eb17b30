[assembly: AssemblyFixture(typeof(CsmPartners.Tests.Support.DeskSite))]

namespace CsmPartners.Tests.Support;

/// <summary>The site that people work on, apart from the one whose record other tests count.</summary>
public sealed class DeskSite : TestSite;
