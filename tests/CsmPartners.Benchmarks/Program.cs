using CsmPartners.Benchmarks;

// "serve" starts a rival, for the run below, which starts it as a process of its own.
if (args is ["serve", var rival, var folder, var port])
{
    await Rival.ServeAsync(rival, folder, port);
    return 0;
}

// "write" measures what staff wait for, "search" what a search takes, "publish" what a node does about a publication, "saved" what saving
// the site costs, "start" how long a visitor waits for a program that has just been started, "backup" what the administrator waits for;
// "outage" takes the database away under visitors, "soak" lets them come for half an hour, or as many minutes as are named;
// without a word, what visitors wait for.
return args switch
{
    ["write"] => await Writing.RunAsync(),
    ["saved"] => await Saving.RunAsync(),
    ["search"] => await Searching.RunAsync(),
    ["backup"] => await BackingUp.RunAsync(),
    ["publish"] => await Republishing.RunAsync(),
    ["start"] => Starting.Run(),
    ["outage"] => await Outage.RunAsync(),
    ["soak"] => await Soaking.RunAsync(TimeSpan.FromMinutes(30)),
    ["soak", var minutes] => await Soaking.RunAsync(TimeSpan.FromMinutes(double.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture))),
    _ => await Comparison.RunAsync(),
};
