using CsmPartners.Expiry;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Support;

/// <summary>The day that has to pass between the first and the second look at what is due to be deleted.</summary>
internal static class SecondLooks
{
    public static async Task AgeMarksAsync(this TestSite site)
    {
        await using var db = site.Database();
        foreach (var mark in await db.DeletionMarks.ToListAsync(TestContext.Current.CancellationToken))
            mark.At -= SecondLook.Delay + TimeSpan.FromMinutes(1);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
