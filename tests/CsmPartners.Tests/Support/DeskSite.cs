[assembly: AssemblyFixture(typeof(CsmPartners.Tests.Support.TestSite))]
[assembly: AssemblyFixture(typeof(CsmPartners.Tests.Support.DeskSite))]

namespace CsmPartners.Tests.Support;

/// <summary>
/// The site that people work on, apart from the one whose record other tests count or crawl. A class that counts what is at the desk
/// has one of its own, as its class fixture.
/// </summary>
public sealed class DeskSite : TestSite;
