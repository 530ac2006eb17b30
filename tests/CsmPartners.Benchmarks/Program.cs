using CsmPartners.Benchmarks;

// "serve" starts a rival, for the run below, which starts it as a process of its own.
if (args is ["serve", var rival, var folder, var port])
{
    await Rival.ServeAsync(rival, folder, port);
    return 0;
}

return await Comparison.RunAsync();
