namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>One way in, which is created when it is tested.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Create">Creates it with a data directory of its own.</param>
/// <param name="NeedsSqlite"><see cref="WayIn.NeedsSqlite"/></param>
/// <param name="Cells">For each fault: why it cannot happen, or its variants to test.</param>
internal sealed record WayEntry(
    string Name,
    Func<WayIn> Create,
    bool NeedsSqlite,
    IReadOnlyDictionary<FaultKind, (string? Reason, IReadOnlyList<Fault> Faults)> Cells
)
{
    /// <param name="create">Creates the way in.</param>
    /// <param name="number">Its position; chooses the variants by default.</param>
    public static WayEntry From(Func<WayIn> create, int number)
    {
        var way = create();
        return new WayEntry(
            way.ToString()!,
            create,
            way.NeedsSqlite,
            FaultList.Kinds.ToDictionary(kind => kind, kind => (way.FindReasonAgainst(kind), Choose(kind)))
        );

        IReadOnlyList<Fault> Choose(FaultKind kind) =>
            way.FindReasonAgainst(kind) is null ? FaultList.Choose(kind, number, way.CanHave) : [];
    }
}

/// <summary>All ways in.</summary>
internal static class WayList
{
    private static readonly Func<WayIn>[] Factories =
    [
        .. from format in FileFormatKind.All
        from create in new Func<WayIn>[]
        {
            () => new InboxWay(format, isInArchive: false),
            () => new InboxWay(format, isInArchive: true),
            () => new ImportWay(format, isFolder: false),
            () => new ImportWay(format, isFolder: true),
        }
        select create,
        () => new SettingsWay(),
        () => new SecretFileWay(isCredential: false),
        () => new SecretFileWay(isCredential: true),
        () => new TemplateWay("digest.html.liquid"),
        () => new TemplateWay("digest.txt.liquid"),
        () => new SimulateWay(SimulateInput.Document),
        () => new SimulateWay(SimulateInput.Lines),
        () => new SimulateWay(SimulateInput.StandardInput),
        () => new RestoreWay(),
        .. DataFileWay.Names.Select(name => (Func<WayIn>)(() => new DataFileWay(name))),
        () => new CalendarWay(isFile: false),
        () => new CalendarWay(isFile: true),
        .. Enum.GetValues<StravaCall>().Select(call => (Func<WayIn>)(() => new StravaWay(call))),
        .. Enum.GetValues<GarminCall>().Select(call => (Func<WayIn>)(() => new GarminWay(call))),
        .. Enum.GetValues<IntervalsCall>().Select(call => (Func<WayIn>)(() => new IntervalsWay(call))),
        () => new SubscriptionWay(isList: true),
        () => new SubscriptionWay(isList: false),
        () => new HeartbeatWay(),
        .. SmtpWay.Steps.Select(step => (Func<WayIn>)(() => new SmtpWay(step))),
        .. Enum.GetValues<RequestPart>().Select(part => (Func<WayIn>)(() => new PageWay(part))),
    ];

    public static IReadOnlyList<WayEntry> All { get; } = [.. Factories.Select(WayEntry.From)];
}
