using System.Globalization;
using ActivitySync.Sources.Files;
using Spectre.Console;

namespace ActivitySync.Commands;

/// <summary>A bar for an import on a terminal: how far it is, at what rate, and how long it will take.</summary>
/// <param name="output">The terminal.</param>
/// <param name="bytes">All there is to read, packed as it is.</param>
internal sealed class ImportProgress(TextWriter output, long bytes)
{
    private const double MegaByte = 1024 * 1024;

    private readonly TimeProvider _clock = TimeProvider.System;
    private long _began;
    private int _files;
    private FoundFile? _last;

    /// <summary>Runs the work; it is told each file as its reading begins.</summary>
    public void Run(Action<Action<FoundFile>> work)
    {
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        screen.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn())
            .Start(progress =>
            {
                var task = progress.AddTask("Looking for files", maxValue: Math.Max(1, bytes));
                _began = _clock.GetTimestamp();
                work(file => Advance(task, file));
                task.Value = task.MaxValue;
            });
    }

    private void Advance(ProgressTask task, FoundFile file)
    {
        if (_last is not null) task.Increment(_last.PackedBytes);
        _last = file;
        _files++;
        var seconds = Math.Max(_clock.GetElapsedTime(_began).TotalSeconds, double.Epsilon);
        var name = Markup.Escape(ImportText.Name(Path.GetFileName(file.Name)));
        task.Description = string.Create(
            CultureInfo.InvariantCulture, $"{_files} files, {_files / seconds:F0} a second, {task.Value / MegaByte / seconds:F1} MB/s, now {name}");
    }
}
