using System.Net;
using CsmPartners.Web.Hosting;

namespace CsmPartners.Web.Admin.SignIn;

/// <summary>Records that an address tried too often: once a minute, or it would write as fast as it asks. The log has a line for each.</summary>
public sealed class ThrottledTries(TimeProvider clock, ILogger<ThrottledTries> log)
{
    private readonly long[] recorded = new long[NetworkAddress.Counters];

    public async Task RecordAsync(IPAddress? sender, SignInRecord record)
    {
        var minute = clock.GetUtcNow().Ticks / TimeSpan.TicksPerMinute;
        if (Interlocked.Exchange(ref recorded[NetworkAddress.CounterOf(sender)], minute) == minute)
            return;
        try
        {
            await record.TooManyAsync(NetworkAddress.ToString(sender));
        }
        catch (Exception e) when (DeskErrors.OfTheDatabase(e))
        {
            // The answer is the same: to wait.
            log.LogWarning("Somebody tries too often, which could not be recorded: {Reason}", e.GetBaseException().Message);
        }
    }
}
