namespace ActivitySync.Sources.Calendars;

/// <summary>The starts of an event within a window, as local times in the zone of its first start.</summary>
internal sealed class EventStarts
{
    private readonly CalendarEntry _entry;
    private readonly SortedSet<DateTime> _walls;
    private readonly Dictionary<DateTime, DateTime> _byInstant = [];
    private readonly ILookup<DateTime, DateTime> _byDay;

    public EventStarts(CalendarEntry entry, SortedSet<DateTime> walls)
    {
        (_entry, _walls) = (entry, walls);
        _byDay = walls.ToLookup(entry.GetLocalDay);
        foreach (var wall in walls)
        {
            _byInstant.TryAdd(entry.ConvertToUtc(wall), wall);
        }
    }

    /// <summary>The starts that were not removed, in order.</summary>
    public IReadOnlyCollection<DateTime> Walls => _walls;

    /// <summary>
    /// Finds the starts that a moment names: by its instant, else by its day if it is a day or a midnight.
    /// </summary>
    /// <param name="moment">A moment as an exclusion or a replacement writes it.</param>
    /// <param name="isByDay">Compares the day also if the moment is another time of that day.</param>
    public IEnumerable<DateTime> FindNamed(CalendarMoment moment, bool isByDay)
    {
        if (
            _entry.Start.HasTime
            && moment.HasTime
            && _byInstant.TryGetValue(_entry.ConvertToUtc(moment), out var exact)
        )
        {
            return [exact];
        }

        var day = _entry.FindDay(moment);
        if (day is null && isByDay)
        {
            day = _entry.GetLocalTime(moment).Date;
        }

        return day is { } known ? _byDay[known] : [];
    }

    /// <summary>Removes starts, if they weren't removed before.</summary>
    public void Remove(IEnumerable<DateTime> walls) => _walls.ExceptWith(walls);
}
