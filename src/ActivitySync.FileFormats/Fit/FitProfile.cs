namespace ActivitySync.FileFormats.Fit;

/// <summary>
/// The numbers of the FIT profile (FIT SDK, Profile.xlsx) that are read here: messages, fields, and their scales.
/// </summary>
internal static class FitProfile
{
    public const ushort FileIdMessage = 0;
    public const ushort SportMessage = 12;
    public const ushort SessionMessage = 18;
    public const ushort LapMessage = 19;
    public const ushort RecordMessage = 20;
    public const ushort ActivityMessage = 34;

    /// <summary>In every message that has one: seconds since <see cref="EpochUnixSeconds"/>.</summary>
    public const byte Timestamp = 253;

    /// <summary>1989-12-31T00:00:00Z.</summary>
    public const long EpochUnixSeconds = 631_065_600;

    /// <summary>A smaller time is seconds since the device was switched on, because it had no clock.</summary>
    public const uint FirstRealTime = 0x10000000;

    public const double MillisecondsPerSecond = 1000;
    public const double CentimetersPerMeter = 100;

    /// <summary>The athlete's rating is stored as 0 to 100 in steps of ten.</summary>
    public const double ExertionScale = 10;

    public static class FileId
    {
        public const byte Type = 0;
        public const byte TimeCreated = 4;
        public const long ActivityType = 4;
    }

    public static class Sport
    {
        public const byte SportField = 0;
        public const byte SubSport = 1;
    }

    public static class Session
    {
        public const byte StartTime = 2;
        public const byte SportField = 5;
        public const byte SubSport = 6;
        public const byte ElapsedTime = 7;
        public const byte TimerTime = 8;
        public const byte Distance = 9;
        public const byte AverageHeartRate = 16;
        public const byte MaxHeartRate = 17;
        public const byte Ascent = 22;
        public const byte Descent = 23;
        public const byte WorkoutRpe = 193;
    }

    public static class Lap
    {
        public const byte StartTime = 2;
        public const byte TimerTime = 8;
        public const byte Distance = 9;
        public const byte Ascent = 21;
        public const byte Descent = 22;
        public const byte SportField = 25;
        public const byte SubSport = 39;
    }

    public static class Record
    {
        public const byte HeartRate = 3;
        public const byte Distance = 5;
    }

    public static class Activity
    {
        public const byte LocalTimestamp = 5;
    }
}
