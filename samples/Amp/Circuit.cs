using System;

namespace Amp;

/// <summary>
/// The amplifier that the networks imitate: one valve with its coupling capacitor, its cathode resistor and capacitor, and two filters.
/// training/chain.py has the same equations and draws the circuit.
/// </summary>
/// <remarks>
/// The circuit is solved at <see cref="Oversampling"/> times the sample rate with the trapezoidal rule. Newton's method finds the currents
/// of grid and cathode in each step. What is around the valve is a voltage and a resistance for each of the two.
/// </remarks>
internal sealed class Circuit
{
    /// <summary>The number of solved steps for each sample.</summary>
    public const int Oversampling = 8;

    private const double Drive = 8;
    private const double Supply = 300;
    private const double PlateOhm = 100e3;
    private const double CathodeOhm = 2.7e3;
    private const double CathodeFarad = 0.68e-6;
    private const double SourceOhm = 68e3;
    private const double CouplingFarad = 4.7e-9;
    private const double LeakOhm = 470e3;
    private const double HighPassHertz = 30;
    private const double LowPassHertz = 7000;
    private const double OutputForEachVolt = 1.0 / 100;

    private const int MostIterations = 50;
    private const double SmallestChange = 1e-11;

    // Half a step of the trapezoidal rule: for the capacitors as resistances and conductances, for the filters as angles.
    private readonly double _couplingOhm;
    private readonly double _bypassSiemens;
    private readonly double _highPass;
    private readonly double _lowPass;

    private double _gridCurrent = 1e-7;
    private double _cathodeCurrent = 5e-4;
    private double _couplingVolts;
    private double _couplingCurrent;
    private double _cathodeVolts;
    private double _bypassCurrent;
    private double _plateVolts;
    private double _afterHighPass;
    private double _afterLowPass;

    /// <summary>Creates the circuit at rest.</summary>
    /// <param name="rate">The number of solved steps a second.</param>
    public Circuit(double rate)
    {
        _couplingOhm = 1 / (2 * CouplingFarad * rate);
        _bypassSiemens = 2 * CathodeFarad * rate;
        _highPass = Math.PI * HighPassHertz / rate;
        _lowPass = Math.PI * LowPassHertz / rate;

        // Without a signal no current flows in a capacitor.
        for (int iteration = 0; iteration < 200; iteration++)
        {
            Improve(0, LeakOhm, 0, CathodeOhm);
        }

        _couplingVolts = LeakOhm * _gridCurrent;
        _cathodeVolts = CathodeOhm * _cathodeCurrent;
        _plateVolts = PlateVolts;
    }

    private double PlateVolts => Supply - PlateOhm * (_cathodeCurrent - _gridCurrent);

    /// <summary>Amplifies a whole signal, from rest. The filters of the resampling have no delay.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="rate">Its rate, in samples a second.</param>
    /// <param name="drive">The part of the voltage at the input.</param>
    public static double[] Amplify(double[] signal, int rate, double drive = 1)
    {
        double[] values = Resampler.Resample(signal, rate, rate * Oversampling);
        Circuit circuit = new((double)rate * Oversampling);
        for (int step = 0; step < values.Length; step++)
        {
            values[step] = circuit.Step(drive * Drive * values[step]);
        }

        return Resampler.Resample(values, rate * Oversampling, rate);
    }

    /// <summary>Solves one step.</summary>
    /// <param name="volts">The voltage at the input.</param>
    /// <returns>The output: about ±1.</returns>
    public double Step(double volts)
    {
        double ohm = SourceOhm + _couplingOhm;
        double loop = volts - _couplingVolts - _couplingOhm * _couplingCurrent;
        double gridOhm = ohm * LeakOhm / (ohm + LeakOhm);
        double gridOpen = loop * LeakOhm / (ohm + LeakOhm);
        double cathodeOhm = 1 / (_bypassSiemens + 1 / CathodeOhm);
        double cathodeOpen = (_bypassSiemens * _cathodeVolts + _bypassCurrent) * cathodeOhm;
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            if (Improve(gridOpen, gridOhm, cathodeOpen, cathodeOhm) < SmallestChange)
            {
                break;
            }
        }

        double current = (loop - (gridOpen - gridOhm * _gridCurrent)) / ohm;
        _couplingVolts += _couplingOhm * (current + _couplingCurrent);
        _couplingCurrent = current;

        double cathode = cathodeOpen + cathodeOhm * _cathodeCurrent;
        _bypassCurrent = _bypassSiemens * (cathode - _cathodeVolts) - _bypassCurrent;
        _cathodeVolts = cathode;

        double plate = PlateVolts;
        double afterHighPass = ((1 - _highPass) * _afterHighPass + plate - _plateVolts) / (1 + _highPass);
        _afterLowPass = ((1 - _lowPass) * _afterLowPass + _lowPass * (afterHighPass + _afterHighPass)) / (1 + _lowPass);
        _plateVolts = plate;
        _afterHighPass = afterHighPass;
        return -OutputForEachVolt * _afterLowPass;
    }

    /// <summary>Computes one iteration of Newton's method for the two currents.</summary>
    /// <returns>The larger change of a current.</returns>
    private double Improve(double gridOpen, double gridOhm, double cathodeOpen, double cathodeOhm)
    {
        double cathode = cathodeOpen + cathodeOhm * _cathodeCurrent;
        double grid = gridOpen - gridOhm * _gridCurrent - cathode;
        Current gridCurrent = Valve.Grid(grid);
        Current cathodeCurrent = Valve.Cathode(grid, PlateVolts - cathode);
        double gridError = _gridCurrent - gridCurrent.Amperes;
        double cathodeError = _cathodeCurrent - cathodeCurrent.Amperes;

        // The derivatives of the two errors by the two currents.
        double gridByGrid = 1 + gridCurrent.Slope * gridOhm;
        double gridByCathode = gridCurrent.Slope * cathodeOhm;
        double cathodeByGrid = cathodeCurrent.Slope * (gridOhm - PlateOhm / Valve.Mu);
        double cathodeByCathode = 1 + cathodeCurrent.Slope * (cathodeOhm + (PlateOhm + cathodeOhm) / Valve.Mu);
        double determinant = gridByGrid * cathodeByCathode - gridByCathode * cathodeByGrid;
        double gridChange = (gridError * cathodeByCathode - cathodeError * gridByCathode) / determinant;
        double cathodeChange = (cathodeError * gridByGrid - gridError * cathodeByGrid) / determinant;
        _gridCurrent -= gridChange;
        _cathodeCurrent -= cathodeChange;
        return Math.Max(Math.Abs(gridChange), Math.Abs(cathodeChange));
    }
}
