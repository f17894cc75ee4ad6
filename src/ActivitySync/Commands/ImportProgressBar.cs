using System.Globalization;
using ActivitySync.FileFormats;
using Spectre.Console;

namespace ActivitySync.Commands;

/// <summary>A progress bar for an import on a terminal: progress, rate and remaining time.</summary>
/// <param name="output">The terminal.</param>
/// <param name="bytes">The total size of the files, archives as packed.</param>
internal sealed class ImportProgressBar(TextWriter output, long bytes)
{
    private const double BytesPerMegabyte = 1024 * 1024;

    private readonly TimeProvider _clock = TimeProvider.System;
    private long _startTimestamp;
    private int _files;
    private FileEntry? _last;

    /// <summary>Runs an import, which reports each file before reading it.</summary>
    public void Run(Action<Action<FileEntry>> import)
    {
        AnsiConsole
            .Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) })
            .Progress()
            .AutoClear(true)
            .Columns(
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn(),
                new TaskDescriptionColumn()
            )
            .Start(progress =>
            {
                var task = progress.AddTask("Looking for files", maxValue: Math.Max(1, bytes));
                _startTimestamp = _clock.GetTimestamp();
                import(file => Advance(task, file));
                task.Value = task.MaxValue;
            });
    }

    private void Advance(ProgressTask task, FileEntry file)
    {
        if (_last is not null)
        {
            task.Increment(_last.PackedBytes);
        }

        _last = file;
        _files++;
        var seconds = Math.Max(_clock.GetElapsedTime(_startTimestamp).TotalSeconds, double.Epsilon);
        var name = Markup.Escape(ImportFormatter.FormatName(Path.GetFileName(file.Name)));
        task.Description = string.Create(
            CultureInfo.InvariantCulture,
            $"{_files} files, {_files / seconds:F0} per second, {task.Value / BytesPerMegabyte / seconds:F1} MB/s, "
                + $"now {name}"
        );
    }
}
