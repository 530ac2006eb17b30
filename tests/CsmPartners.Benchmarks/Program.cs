using CsmPartners.Benchmarks;

// "serve" starts a rival, for the run below, which starts it as a process of its own.
if (args is ["serve", var rival, var folder, var port])
{
    await Rival.ServeAsync(rival, folder, port);
    return 0;
}

// "write" measures what staff wait for, "search" what a search takes, "publish" what a node does about a publication, "saved" what saving
// the site costs, "start" how long a visitor waits for a program that has just been started; without a word, what visitors wait for.
return args switch
{
    ["write"] => await Writing.RunAsync(),
    ["saved"] => await Saving.RunAsync(),
    ["search"] => await Searching.RunAsync(),
    ["publish"] => await Republishing.RunAsync(),
    ["start"] => Starting.Run(),
    _ => await Comparison.RunAsync(),
};
